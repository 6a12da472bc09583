//! I7, I8, I14 and I15: files. Each is scanned, recognised and decoded before anything of it is kept.
//!
//! A row says that bytes will be stored before they are, and the row that names them is written after: whatever a crash leaves behind
//! is found and deleted.

use std::sync::Arc;
use std::time::Duration;

use account_store::{AuditEvent, Evidence};
use evidence::{BlobKey, BlobKind, PhotoFault, Sharpness, VideoFault};
use gateways::{Jpeg, PhotoFindings, Scanned, Side};
use policy::Action;
use vocabulary::{EvidenceKind, Lifetime};

use crate::fault::Fault;
use crate::ground::Ground;
use crate::proving::photo_draft::{Draft, Photo, PhotoProblem, Video, kind_of};
use crate::service::{Identity, Inner};
use crate::visit::{Answer, Visit};

/// No upload lasts so long.
const UPLOAD_IS_OVER: Lifetime = Lifetime::hours(1);

/// How long somebody waits for a place at the decoders.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long the provider's quick look at a photo may take: without an answer people look.
const QUICK_LOOK: Duration = Duration::from_secs(5);

/// When to try again when every decoder is busy, seconds.
const BUSY: u32 = 10;

/// What came of a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoGiven {
    /// It will do.
    Accepted,
    /// The person has to say whether it will do.
    Doubtful(PhotoProblem),
    /// It cannot be used, and I8 says why.
    Refused(PhotoProblem),
    /// Nothing happened: the same page says what is wrong with the file.
    NotTaken(FileProblem),
}

/// What is wrong with a file at first sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileProblem {
    /// It has no bytes.
    Empty,
    /// It has more bytes than are taken.
    TooLarge,
    /// Too few pixels to read anything.
    TooSmall,
    /// Too many files were sent before.
    TooOften,
}

/// What came of a video.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VideoGiven {
    /// It was kept: the person looks at it.
    Kept,
    /// It cannot be used.
    Refused(VideoProblem),
    /// Nothing happened: the same page says what is wrong with the file.
    NotTaken(FileProblem),
}

/// Why a video cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VideoProblem {
    /// Our fault (CID4012, CID8012).
    Technical,
    /// Not a video that can be played (CID4013, CID8013).
    WrongFormat,
    /// It plays too long (CID4013, CID8013).
    TooLong,
    /// It is a photo (CID4013, CID8013).
    Photo,
    /// The scanner found something (CID4015, CID8015).
    Virus,
}

/// What the virus scanner says.
pub(super) enum Scan {
    Clean,
    Infected,
    NotScanned,
}

/// A file to keep.
pub(super) struct File {
    pub(super) kind: EvidenceKind,
    pub(super) media_type: &'static str,
    pub(super) bytes: Vec<u8>,
}

impl Identity {
    /// I7: a photo of one side.
    ///
    /// # Errors
    /// When the store fails, or too many files are being looked at.
    ///
    /// Journeys 1.8, 2.7 I7, I8
    pub async fn give_photo(
        &self,
        visit: Visit,
        side: Side,
        bytes: Vec<u8>,
    ) -> Result<Answer<PhotoGiven>, Fault> {
        let inner = &self.0;
        if bytes.len() > inner.settings.photo_id.photos.max_bytes {
            return Ok(Answer::of(PhotoGiven::NotTaken(FileProblem::TooLarge)));
        }
        if inner.count(&visit.ground, Action::SendFile, None).await?.is_refused() {
            return Ok(Answer::of(PhotoGiven::NotTaken(FileProblem::TooOften)));
        }
        match inner.scan(&bytes).await {
            Scan::Clean => {}
            Scan::Infected => return self.refuse_photo(&visit, side, PhotoProblem::Virus).await,
            Scan::NotScanned => return self.refuse_photo(&visit, side, PhotoProblem::Technical).await,
        }
        let limits = inner.settings.photo_id.photos;
        let photo = match inner.decode(move || evidence::photo(&bytes, &limits)).await? {
            Ok(photo) => photo,
            Err(fault) => return self.refuse_photo_file(&visit, side, fault).await,
        };
        let findings = inner.quick_look(&photo.jpeg, side).await;
        let state = judged(side, photo.sharpness, findings);
        if let Photo::Unusable(problem) = state {
            return self.refuse_photo(&visit, side, problem).await;
        }
        let file = File { kind: kind_of(side), media_type: "image/jpeg", bytes: photo.jpeg };
        let kept = inner.keep(&visit.ground, file, |draft| *draft.photo_mut(side) = state).await?;
        if !kept {
            return self.refuse_photo(&visit, side, PhotoProblem::Technical).await;
        }
        Ok(Answer::of(match state {
            Photo::Doubtful(problem) => PhotoGiven::Doubtful(problem),
            _ => PhotoGiven::Accepted,
        }))
    }

    /// I14: the video.
    ///
    /// # Errors
    /// When the store fails, or too many files are being looked at.
    ///
    /// Journeys 1.8, 2.7 I14
    pub async fn give_video(&self, visit: Visit, bytes: Vec<u8>) -> Result<Answer<VideoGiven>, Fault> {
        let inner = &self.0;
        let limits = inner.settings.photo_id.videos;
        if bytes.len() > limits.max_bytes {
            return Ok(Answer::of(VideoGiven::NotTaken(FileProblem::TooLarge)));
        }
        if inner.count(&visit.ground, Action::SendFile, None).await?.is_refused() {
            return Ok(Answer::of(VideoGiven::NotTaken(FileProblem::TooOften)));
        }
        let refused = |problem| Ok(Answer::of(VideoGiven::Refused(problem)));
        match inner.scan(&bytes).await {
            Scan::Clean => {}
            Scan::Infected => return refused(VideoProblem::Virus),
            Scan::NotScanned => return refused(VideoProblem::Technical),
        }
        let video = match inner.decode(move || evidence::video(bytes, &limits)).await? {
            Ok(video) => video,
            Err(fault) => return Ok(Answer::of(refused_video(fault))),
        };
        let file =
            File { kind: EvidenceKind::Video, media_type: video.format.media_type(), bytes: video.bytes };
        if inner.keep(&visit.ground, file, |draft| draft.video = Video::Unseen).await? {
            Ok(Answer::of(VideoGiven::Kept))
        } else {
            refused(VideoProblem::Technical)
        }
    }

    /// A file that this person sent in the case that is being filled in, with its media type; nothing else is ever shown to anybody
    /// this way.
    ///
    /// # Errors
    /// When a store fails.
    pub async fn evidence_of(
        &self,
        visit: &Visit,
        kind: EvidenceKind,
    ) -> Result<Option<(Vec<u8>, String)>, Fault> {
        let proving = matches!(visit.step(), policy::Step::Prove(_));
        let Some((case, _)) = visit.ground.cases.draft().filter(|_| proving) else { return Ok(None) };
        let Some(row) = self.0.store.evidence(case.id, kind).await? else { return Ok(None) };
        let bytes = self.0.fetch(&row).await?;
        Ok(bytes.map(|bytes| (bytes, row.media_type)))
    }

    async fn refuse_photo_file(
        &self,
        visit: &Visit,
        side: Side,
        fault: PhotoFault,
    ) -> Result<Answer<PhotoGiven>, Fault> {
        let problem = match fault {
            PhotoFault::Empty => return Ok(Answer::of(PhotoGiven::NotTaken(FileProblem::Empty))),
            PhotoFault::TooLarge => return Ok(Answer::of(PhotoGiven::NotTaken(FileProblem::TooLarge))),
            PhotoFault::TooSmall => return Ok(Answer::of(PhotoGiven::NotTaken(FileProblem::TooSmall))),
            PhotoFault::NotAnImage | PhotoFault::UnsupportedFormat(_) => PhotoProblem::WrongFormat,
            PhotoFault::TooManyPixels | PhotoFault::Broken => PhotoProblem::Unreadable,
        };
        self.refuse_photo(visit, side, problem).await
    }

    /// I8 says why; a photo of this side that was sent before is forgotten.
    async fn refuse_photo(
        &self,
        visit: &Visit,
        side: Side,
        problem: PhotoProblem,
    ) -> Result<Answer<PhotoGiven>, Fault> {
        let unusable = Photo::Unusable(problem);
        self.change_case(visit, &[kind_of(side)], |draft| *draft.photo_mut(side) = unusable).await?;
        Ok(Answer::of(PhotoGiven::Refused(problem)))
    }
}

impl Inner {
    /// Whether a file is clean. One that could not be scanned is not.
    pub(super) async fn scan(&self, bytes: &[u8]) -> Scan {
        let Some(scanner) = &self.outside.virus_scan else { return Scan::Clean };
        match scanner.scan(bytes).await {
            Ok(Scanned::Clean) => Scan::Clean,
            Ok(Scanned::Infected(_)) => Scan::Infected,
            Err(_) => Scan::NotScanned,
        }
    }

    /// Looks into a file on a thread that may take its time; few do at once, as each needs much memory.
    pub(super) async fn decode<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Fault> {
        let place = tokio::time::timeout(PATIENCE, Arc::clone(&self.decoders).acquire_owned()).await;
        let place = place.map_err(|_| Fault::Busy { retry_after: BUSY })?;
        let place = place.map_err(|_| Fault::Bug("the places at the decoders are gone"))?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(place);
            done
        });
        done.await.map_err(|_| Fault::Bug("a decoder panicked"))
    }

    /// What the provider sees at once. Without an answer the photo is not doubted: people will look.
    async fn quick_look(&self, jpeg: &[u8], side: Side) -> Option<PhotoFindings> {
        let provider = self.outside.id_check.as_ref()?;
        let photo = Jpeg(jpeg.to_vec().into());
        match tokio::time::timeout(QUICK_LOOK, provider.inspect_photo(&photo, side)).await {
            Ok(Ok(findings)) => Some(findings),
            Ok(Err(fault)) => {
                tracing::info!(%fault, "the provider did not look at a photo");
                None
            }
            Err(_) => None,
        }
    }

    /// Stores a file and names it in the case; `false` when the store of files fails.
    pub(super) async fn keep(
        &self,
        ground: &Ground,
        file: File,
        change: impl FnOnce(&mut Draft),
    ) -> Result<bool, Fault> {
        let store = self.outside.evidence.as_ref().ok_or(Fault::Bug("evidence without a place"))?;
        let key: [u8; 16] = self.random();
        let mut batch = self.store.batch();
        batch.plan_blob_deletion(&key, self.clock.now().after(UPLOAD_IS_OVER));
        self.write(batch).await?;
        let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        if let Err(fault) = store.put(&BlobKey::from_bytes(key), blob_kind(file.kind), file.bytes).await {
            tracing::error!(%fault, "a file of evidence was not stored");
            return Ok(false);
        }
        let mut batch = self.store.batch();
        batch.put_evidence(&Evidence {
            case_id: ground.draft()?.0.id,
            kind: file.kind,
            blob_key: key,
            media_type: file.media_type.to_owned(),
            size,
            created_at: self.clock.now(),
        });
        self.add_change(ground, &[], change, &mut batch)?;
        self.audit(ground, AuditEvent::EvidenceStored { kind: file.kind }, &mut batch);
        self.commit(batch).await?;
        Ok(true)
    }

    /// The bytes that a row names; none when they are gone.
    pub(crate) async fn fetch(&self, row: &Evidence) -> Result<Option<Vec<u8>>, Fault> {
        let store = self.outside.evidence.as_ref().ok_or(Fault::Bug("evidence without a place"))?;
        let got = store.get(&BlobKey::from_bytes(row.blob_key), blob_kind(row.kind)).await;
        got.map_err(|fault| Fault::Store(fault.to_string()))
    }
}

const fn blob_kind(kind: EvidenceKind) -> BlobKind {
    match kind {
        EvidenceKind::Front | EvidenceKind::Back | EvidenceKind::Scan => BlobKind::Photo,
        EvidenceKind::Video => BlobKind::Video,
    }
}

/// What a photo is worth. A face is looked for on the front only.
const fn judged(side: Side, sharpness: Sharpness, findings: Option<PhotoFindings>) -> Photo {
    let blurred = matches!(sharpness, Sharpness::Blurred);
    match (findings, side) {
        (Some(PhotoFindings { document_found: false, .. }), _) => Photo::Unusable(PhotoProblem::NoDocument),
        (Some(PhotoFindings { faces: 0, .. }), Side::Front) => Photo::Unusable(PhotoProblem::NoFace),
        (Some(PhotoFindings { readable: false, .. }), _) => Photo::Doubtful(PhotoProblem::Blurred),
        _ if blurred => Photo::Doubtful(PhotoProblem::Blurred),
        (Some(PhotoFindings { faces: 2.., .. }), Side::Front) => Photo::Doubtful(PhotoProblem::SeveralFaces),
        _ => Photo::Accepted,
    }
}

const fn refused_video(fault: VideoFault) -> VideoGiven {
    VideoGiven::Refused(match fault {
        VideoFault::Empty => return VideoGiven::NotTaken(FileProblem::Empty),
        VideoFault::TooLarge => return VideoGiven::NotTaken(FileProblem::TooLarge),
        VideoFault::TooLong => VideoProblem::TooLong,
        VideoFault::IsAPhoto => VideoProblem::Photo,
        VideoFault::NotAVideo | VideoFault::Broken => VideoProblem::WrongFormat,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seen(document_found: bool, faces: u8, readable: bool) -> PhotoFindings {
        PhotoFindings { document_found, faces, readable }
    }

    #[test]
    fn a_photo_that_may_do_is_doubtful_and_one_that_cannot_is_unusable() {
        let front = |sharpness, findings: PhotoFindings| judged(Side::Front, sharpness, Some(findings));
        let clear = Sharpness::Sharp;
        assert_eq!(front(clear, seen(true, 1, true)), Photo::Accepted);
        let seen_well = seen(true, 1, true);
        assert_eq!(front(Sharpness::Blurred, seen_well), Photo::Doubtful(PhotoProblem::Blurred));
        assert_eq!(front(clear, seen(true, 1, false)), Photo::Doubtful(PhotoProblem::Blurred));
        assert_eq!(front(clear, seen(true, 2, true)), Photo::Doubtful(PhotoProblem::SeveralFaces));
        assert_eq!(front(clear, seen(true, 0, true)), Photo::Unusable(PhotoProblem::NoFace));
        assert_eq!(front(clear, seen(false, 0, false)), Photo::Unusable(PhotoProblem::NoDocument));
        assert_eq!(
            judged(Side::Back, clear, Some(seen(true, 0, true))),
            Photo::Accepted,
            "a back has no face"
        );
        assert_eq!(
            judged(Side::Front, clear, None),
            Photo::Accepted,
            "a silent provider is not the person's problem"
        );
    }
}
