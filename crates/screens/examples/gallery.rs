//! Writes every sample page, message and asset into a folder, to be looked at in a browser.
//!
//! `cargo run -p screens --example gallery -- FOLDER`, then serve the folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use screens::messages::Written;

fn main() -> io::Result<()> {
    let folder: PathBuf = std::env::args_os()
        .nth(1)
        .map(PathBuf::from)
        .ok_or_else(|| io::Error::other("say which folder to write into"))?;
    for asset in screens::assets() {
        put(&folder.join(asset.path.trim_start_matches('/')), asset.bytes)?;
    }
    let mut index = vec!["<!DOCTYPE html><html lang=\"en\"><title>Gallery</title><ul>".to_owned()];
    for sample in screens::samples::pages() {
        let name = format!("{}.html", sample.name);
        put(&folder.join(&name), sample.page.html().as_bytes())?;
        index.push(format!("<li><a href=\"{name}\">{}</a></li>", sample.name));
    }
    for (kind, written) in screens::samples::messages() {
        let name = format!("messages/{}", kind.as_str());
        match written {
            Written::Email(email) => {
                put(&folder.join(format!("{name}.html")), email.html.expose().as_bytes())?;
                put(&folder.join(format!("{name}.txt")), email.text.expose().as_bytes())?;
            }
            Written::Text(text) => put(&folder.join(format!("{name}.txt")), text.body.expose().as_bytes())?,
            Written::Call(call) => put(&folder.join(format!("{name}.txt")), call.script.expose().as_bytes())?,
        }
    }
    put(&folder.join("index.html"), index.concat().as_bytes())
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}
