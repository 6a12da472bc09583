//! The embedded files fit together and their compressed forms are the same files. Journeys 5.1.

mod scan;

use std::io::Read as _;

use flate2::read::GzDecoder;
use screens::{asset, assets};

#[test]
fn every_compressed_form_unpacks_to_the_file() {
    for file in assets() {
        if let Some(gzip) = file.gzip {
            let mut plain = Vec::new();
            GzDecoder::new(gzip).read_to_end(&mut plain).expect("gzip unpacks");
            assert!(plain == file.bytes, "{}", file.path);
        }
        if let Some(brotli) = file.brotli {
            let mut plain = Vec::new();
            brotli::Decompressor::new(brotli, 4096).read_to_end(&mut plain).expect("brotli unpacks");
            assert!(plain == file.bytes, "{}", file.path);
        }
    }
}

#[test]
fn only_names_that_carry_their_hash_are_kept_for_ever() {
    for file in assets() {
        let hash = file.etag.trim_matches('"');
        assert_eq!(hash.len(), 16, "{}", file.path);
        assert_eq!(file.immutable, file.path.contains(hash), "{}", file.path);
        assert_eq!(asset(file.path).map(|found| found.etag), Some(file.etag));
    }
    assert!(asset("/assets/nothing").is_none());
}

#[test]
fn the_style_sheet_asks_for_nothing_that_we_do_not_serve() {
    let css = text_of_asset("/assets/nhsuk-frontend.", ".css");
    assert!(
        !css.contains("@font-face") && !css.contains("assets.nhs.uk") && !css.contains("sourceMappingURL")
    );
    let mut asked = 0;
    for part in css.split("url(").skip(1) {
        let path = part.split(')').next().expect("a url ends").trim_matches(['"', '\'']);
        if path.starts_with('/') {
            asked += 1;
            assert!(asset(path).is_some_and(|file| !file.immutable), "{path}");
        }
    }
    assert!(asked > 0, "the style sheet asks for icons");
}

#[test]
fn the_script_imports_the_embedded_library() {
    let script = text_of_asset("/assets/app.", ".js");
    let path = script.split('"').nth(1).expect("an import");
    assert!(asset(path).is_some_and(|file| file.immutable), "{path}");
}

#[test]
fn every_page_loads_only_embedded_files() {
    for sample in screens::samples::pages() {
        let html = sample.page.html();
        let tags = scan::tags(&html);
        assert!(!scan::text_of(&tags, "title").is_empty());
        for tag in tags.iter().filter(|tag| ["link", "script"].contains(&tag.name.as_str())) {
            let place = tag.attribute("href").or(tag.attribute("src")).expect("an address");
            assert!(tag.attribute_names().count() > 0 && asset(place).is_some(), "{}: {place}", sample.name);
        }
        // The only pictures are what people sent, and the code of an authenticator app: from here, with words beside them.
        for tag in tags.iter().filter(|tag| ["img", "video"].contains(&tag.name.as_str())) {
            let own = tag.attribute("src").is_none_or(|src| src.starts_with('/') && !src.starts_with("//"));
            let words = tag.attribute("alt").or(tag.attribute("aria-label"));
            assert!(own && words.is_some_and(|words| !words.is_empty()), "{}", sample.name);
        }
    }
}

fn text_of_asset(start: &str, end: &str) -> &'static str {
    let file = assets()
        .iter()
        .find(|file| file.path.starts_with(start) && file.path.ends_with(end))
        .expect("the file is embedded");
    std::str::from_utf8(file.bytes).expect("the file is text")
}
