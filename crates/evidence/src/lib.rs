//! Evidence: what a photo or a video that somebody sends is, and where its sealed bytes lie.
//!
//! A file is known by its content, never by its name or by what a browser calls it. It is decoded within limits,
//! and what is kept says nothing that the pictures do not: no place, no device, no hidden second file. Bytes are
//! sealed before they leave this room, into a folder or an S3-compatible bucket; that bucket is the one outbound
//! connection that `gateways` does not make, because the library of object stores brings its own client. This room
//! must not know whose evidence it is, which journey asked for it, or how it arrived. Randomness for names is
//! handed in; parsing takes processor time, so callers do it away from the async threads.

mod blob;
mod jpeg;
mod light;
mod matroska;
mod mp4;
mod mp4_time;
mod photo;
mod place;
mod seal;
mod sharpness;
mod signature;
mod store;
mod video;

pub use blob::{BlobKey, BlobKind};
pub use light::Light;
pub use photo::{Photo, PhotoFault, PhotoLimits, photo};
pub use place::{BucketKeys, BucketSettings, EvidencePlace};
pub use seal::KeyFault;
pub use sharpness::Sharpness;
pub use signature::ForeignFormat;
pub use store::{EvidenceFault, EvidenceStore};
pub use video::{Video, VideoFault, VideoFormat, VideoLimits, video};
