//! Writes the files, their compressed forms and the table that the crate includes.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use brotli::CompressorWriter;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::assets::{File, Naming};

/// Writes `OUT_DIR/embedded/*` and `OUT_DIR/embedded.rs`.
pub(crate) fn write(out: &Path, files: &[File]) -> Result<(), String> {
    let folder = out.join("embedded");
    // A file of an earlier run must not linger under an old hash.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|why| format!("cannot empty {}: {why}", folder.display()))?;
    }
    fs::create_dir_all(&folder).map_err(|why| format!("cannot create {}: {why}", folder.display()))?;
    let mut code = String::new();
    for file in files.iter().filter(|file| !file.constant.is_empty()) {
        put(&mut code, format_args!("/// Address of the embedded file.\n"));
        put(&mut code, format_args!("pub(crate) const {}: &str = {:?};\n", file.constant, file.url));
    }
    put(&mut code, format_args!("static EMBEDDED: [Asset; {}] = [\n", files.len()));
    for (index, file) in files.iter().enumerate() {
        let plain = save(&folder, &format!("{index}"), &file.bytes)?;
        let gzip = smaller(&folder, &format!("{index}.gz"), &gzip(&file.bytes)?, file)?;
        let brotli = smaller(&folder, &format!("{index}.br"), &brotli(&file.bytes)?, file)?;
        put(
            &mut code,
            format_args!(
                "    Asset {{ path: {:?}, bytes: {plain}, gzip: {gzip}, brotli: {brotli}, content_type: {:?}, etag: {:?}, immutable: {} }},\n",
                file.url,
                file.content_type,
                format!("\"{}\"", file.hash),
                file.naming == Naming::Hashed
            ),
        );
    }
    code.push_str("];\n");
    fs::write(out.join("embedded.rs"), code).map_err(|why| format!("cannot write the table: {why}"))
}

fn put(code: &mut String, text: std::fmt::Arguments<'_>) {
    code.write_fmt(text).expect("writing to a String cannot fail");
}

fn save(folder: &Path, name: &str, bytes: &[u8]) -> Result<String, String> {
    fs::write(folder.join(name), bytes).map_err(|why| format!("cannot write {name}: {why}"))?;
    Ok(format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/embedded/{name}\"))"))
}

/// A compressed form is kept only when it saves something.
fn smaller(folder: &Path, name: &str, packed: &[u8], file: &File) -> Result<String, String> {
    if packed.len() < file.bytes.len() {
        save(folder, name, packed).map(|include| format!("Some({include})"))
    } else {
        Ok("None".to_owned())
    }
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(|why| format!("cannot compress: {why}"))
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut encoder = CompressorWriter::new(Vec::new(), 64 * 1024, 11, 22);
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.flush())
        .map_err(|why| format!("cannot compress: {why}"))?;
    Ok(encoder.into_inner())
}
