//! A registration as a file: `config/clients/*.toml`, so that a registry can live in git.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use vocabulary::{ClientDocument, Instant};

const HEADER: &str = "# A client registration, as `nhs-login clients import` reads it.\n\n";

/// The registration as text: always the same text for the same registration.
///
/// # Errors
/// When the registration has no TOML form; a checked one has.
///
/// Spec: F-59
pub(crate) fn text_of(document: &ClientDocument) -> anyhow::Result<String> {
    let plain = format!("{HEADER}{}", toml::to_string_pretty(document).context("a registration as TOML")?);
    let dated: String = plain.lines().map(with_date).collect();
    // A line of a text that reads like a date's stays as it is: the comment would be part of the text.
    let is_same = toml::from_str(&dated).is_ok_and(|read: ClientDocument| read == *document);
    Ok(if is_same { dated } else { plain })
}

/// A line; seconds since 1970 say beside them which day that is.
fn with_date(line: &str) -> String {
    let seconds = ["from = ", "until = "].iter().find_map(|key| line.strip_prefix(key)?.parse::<i64>().ok());
    match seconds {
        Some(seconds) => format!("{line} # {}\n", Instant::from_seconds(seconds)),
        None => format!("{line}\n"),
    }
}

/// What the file of a client is called: its identifier, with everything but letters, digits, `-`, `_` and inner dots as `%` and two
/// hexadecimal digits.
pub(crate) fn name_of(client_id: &str) -> String {
    let mut name = String::new();
    for (place, byte) in client_id.bytes().enumerate() {
        let is_plain =
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || byte == b'.' && place > 0;
        if is_plain {
            name.push(char::from(byte));
        } else {
            write!(name, "%{byte:02X}").expect("writing to a String never fails");
        }
    }
    name + ".toml"
}

/// The registrations in these files and folders, by file name.
///
/// # Errors
/// When a file cannot be read or is no registration.
pub(crate) fn documents(paths: &[PathBuf]) -> anyhow::Result<Vec<(PathBuf, ClientDocument)>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(toml_files(path)?);
        } else {
            files.push(path.clone());
        }
    }
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let document = toml::from_str(&text).with_context(|| path.display().to_string())?;
        Ok((path, document))
    };
    files.into_iter().map(read).collect()
}

fn toml_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use vocabulary::{IssuerName, RegisteredKey};

    use super::*;

    /// Texts that a careless writer would spoil.
    const HARD: [&str; 12] = [
        "plain",
        "",
        "quote \" and backslash \\ and \\n",
        "three \"\"\" and three '''",
        "a\nb\n",
        "\nfirst line empty",
        "from = 1\nuntil = 2\n",
        "tab\tand\r\ncarriage return\r",
        "# no comment",
        "żółć 🏥 \u{7f}\u{85}",
        "  spaces  ",
        "''",
    ];

    fn document(text: &str, flag: bool) -> ClientDocument {
        let some = || flag.then(|| text.to_owned());
        let key =
            RegisteredKey { kid: some(), pem: Some(text.to_owned()), jwks: None, from: None, until: None };
        let other =
            RegisteredKey { pem: None, jwks: some(), from: Some(-1), until: Some(i64::MAX), ..key.clone() };
        ClientDocument {
            client_id: text.to_owned(),
            name: text.to_owned(),
            name_takes_the: flag,
            redirect_uris: vec![text.to_owned(), "https://app.example/cb".to_owned()],
            onward_origins: some().into_iter().collect(),
            scopes: text.to_owned(),
            vectors: vec![text.to_owned()],
            keys: if flag { vec![key, other] } else { vec![] },
            refresh_tokens: flag,
            nonce_optional: !flag,
            default_vtr: some().into_iter().collect(),
            sso: flag,
            sso_partners: some().into_iter().collect(),
            im1: flag,
            registration: !flag,
            terms_url: some(),
            privacy_url: some(),
            contact: some(),
            issuer: if flag { IssuerName::Fapi2 } else { IssuerName::Standard },
            enabled: flag,
        }
    }

    #[test]
    fn a_registration_survives_its_file_and_has_one_text() {
        for text in HARD {
            for flag in [true, false] {
                let document = document(text, flag);
                let written = text_of(&document).expect("a text");
                let read: ClientDocument = toml::from_str(&written).expect("a registration");
                assert_eq!(read, document, "{written}");
                assert_eq!(text_of(&read).expect("a text"), written);
            }
        }
    }

    #[test]
    fn a_key_s_dates_say_their_day() {
        let mut document = document("plain", true);
        document.keys[0].until = Some(1_830_297_600);
        let written = text_of(&document).expect("a text");
        assert!(written.contains("until = 1830297600 # 2028-01-01T00:00:00Z\n"), "{written}");
    }

    #[test]
    fn a_file_s_name_leads_nowhere_else() {
        assert_eq!(name_of("example-app"), "example-app.toml");
        assert_eq!(name_of("App.2_b"), "App.2_b.toml");
        assert_eq!(name_of("../../etc/passwd"), "%2E.%2F..%2Fetc%2Fpasswd.toml");
        assert_eq!(name_of("a%2Fb"), "a%252Fb.toml");
    }
}
