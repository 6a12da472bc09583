//! What is embedded: the design system's style sheet, script and icons, and our own few small files.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::frontend::hex;

/// How a file is named for browsers, and so how long they may keep it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// The content hash is part of the name: the file may be kept for ever.
    Hashed,
    /// The design system's style sheet asks for it by this exact name: revalidated by `ETag`.
    Fixed,
}

/// One file as it will be served.
pub(crate) struct File {
    /// The constant that templates use, empty when only other files refer to it.
    pub(crate) constant: &'static str,
    pub(crate) url: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) content_type: &'static str,
    pub(crate) hash: String,
    pub(crate) naming: Naming,
}

/// Reads and prepares every file.
pub(crate) fn collect(here: &Path, package: &Path) -> Result<Vec<File>, String> {
    let dist = package.join("dist").join("nhsuk");
    let own = here.join("assets");
    let css = without_fonts(&text(&dist.join("nhsuk-frontend.min.css"))?)?;
    let js = without_source_map(&text(&dist.join("nhsuk-frontend.min.js"))?, "//# sourceMappingURL=");
    let library = hashed("FRONTEND_JS", "nhsuk-frontend", "js", js.into_bytes());
    let app = text(&own.join("app.js"))?.replace("{{NHSUK_FRONTEND}}", &library.url);
    let app = hashed("APP_JS", "app", "js", app.into_bytes());
    let camera = text(&own.join("camera.js"))?.replace("{{APP}}", &app.url);
    let mut files = vec![
        hashed("FRONTEND_CSS", "nhsuk-frontend", "css", css.into_bytes()),
        library,
        app,
        hashed("CAMERA_JS", "camera", "js", camera.into_bytes()),
        hashed("APP_CSS", "app", "css", own_style(&own)?.into_bytes()),
        hashed("JS_ENABLED", "js-enabled", "js", text(&own.join("js-enabled.js"))?.into_bytes()),
        hashed("FACE_SCAN_JS", "face-scan", "js", text(&own.join("face-scan.js"))?.into_bytes()),
        hashed("FAVICON", "favicon", "svg", text(&own.join("favicon.svg"))?.into_bytes()),
    ];
    files.extend(icons(&dist.join("assets").join("images"))?);
    files.sort_by(|one, other| one.url.cmp(&other.url));
    Ok(files)
}

/// Our own rules, and the button that partners copy: the page that shows it uses the same lines.
fn own_style(own: &Path) -> Result<String, String> {
    Ok(format!("{}\n{}", text(&own.join("app.css"))?, text(&own.join("nhs-login-button.css"))?))
}

/// The drawn icons only: favicons, touch icons and the mask show the NHS logo, a protected mark
/// that this project does not carry (Journeys 9, decision 17).
fn icons(folder: &Path) -> Result<Vec<File>, String> {
    let entries = fs::read_dir(folder).map_err(|why| format!("cannot list {}: {why}", folder.display()))?;
    let mut icons = Vec::new();
    for entry in entries {
        let path = entry.map_err(|why| format!("cannot list {}: {why}", folder.display()))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let drawn = name.starts_with("nhsuk-icon-")
            && path.extension().is_some_and(|extension| extension == "svg")
            && name != "nhsuk-icon-mask.svg";
        if drawn {
            let bytes = text(&path)?.into_bytes();
            let hash = digest(&bytes);
            icons.push(File {
                constant: "",
                url: format!("/assets/images/{name}"),
                bytes,
                content_type: content_type("svg"),
                hash,
                naming: Naming::Fixed,
            });
        }
    }
    Ok(icons)
}

fn hashed(constant: &'static str, name: &str, extension: &str, bytes: Vec<u8>) -> File {
    let hash = digest(&bytes);
    File {
        constant,
        url: format!("/assets/{name}.{hash}.{extension}"),
        content_type: content_type(extension),
        bytes,
        hash,
        naming: Naming::Hashed,
    }
}

fn digest(bytes: &[u8]) -> String {
    let mut hash = hex(&Sha256::digest(bytes));
    hash.truncate(16);
    hash
}

fn content_type(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        other => panic!("no content type is known for .{other}"),
    }
}

/// The licensed font is not ours to serve: both `@font-face` rules go, arial takes over.
fn without_fonts(css: &str) -> Result<String, String> {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    let mut removed = 0;
    while let Some(start) = rest.find("@font-face{") {
        let end = rest[start..].find('}').ok_or("a @font-face rule of the style sheet does not end")?;
        kept.push_str(&rest[..start]);
        rest = &rest[start + end + 1..];
        removed += 1;
    }
    kept.push_str(rest);
    if removed != 2 || kept.contains("assets.nhs.uk") {
        return Err(format!("expected two font rules in the style sheet and removed {removed}"));
    }
    Ok(without_source_map(&kept, "/*# sourceMappingURL="))
}

/// The source maps are not served, so nothing should ask for them.
fn without_source_map(text: &str, marker: &str) -> String {
    text.rfind(marker).map_or(text, |start| &text[..start]).trim_end().to_owned()
}

fn text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|why| format!("cannot read {}: {why}", path.display()))
}
