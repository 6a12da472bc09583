//! Codes of an authenticator app (RFC 6238): six digits of every 30 seconds, SHA-1, as every app makes them.

use std::fmt;
use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};
use totp_rs::{Builder, Totp};
use vocabulary::{Instant, Malformed, Secret};

use crate::mac::MacKey;
use crate::one_time_code::OneTimeCode;
use crate::opaque_secret::OpaqueSecret;

/// What RFC 4226 recommends: 160 bits.
const LENGTH: usize = 20;
/// The quiet zone around the picture that a scanner needs, in modules.
const MARGIN: i32 = 4;

/// What an authenticator app shares with this service. Debug shows nothing of it.
#[derive(Clone)]
pub struct TotpSecret(Secret<[u8; LENGTH]>);

impl TotpSecret {
    /// The secret of these random bytes.
    #[must_use]
    pub const fn from_random(bytes: [u8; LENGTH]) -> Self {
        Self(Secret::new(bytes))
    }

    /// The secret that is proposed to the browser holding `browser`: the same one whenever the page is shown again, and kept
    /// nowhere until a code of it was typed.
    #[must_use]
    pub fn proposed<K>(key: &MacKey, browser: &OpaqueSecret<K>) -> Self {
        let digest = key.digest("authenticator", &[browser.as_bytes()]);
        let mut bytes = [0; LENGTH];
        bytes.copy_from_slice(&digest.as_bytes()[..LENGTH]);
        Self::from_random(bytes)
    }

    /// Its bytes, to be stored sealed.
    #[must_use]
    pub fn bytes(&self) -> Secret<Vec<u8>> {
        Secret::new(self.0.expose().to_vec())
    }

    /// In base 32, in groups of four, for typing it in.
    #[must_use]
    pub fn text(&self) -> Secret<String> {
        let plain = self.app("", "").secret().to_base32();
        let mut grouped = String::with_capacity(plain.len() + plain.len() / 4);
        for (place, letter) in plain.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(letter);
        }
        Secret::new(grouped)
    }

    /// The `otpauth:` address that an app scans: who it is for, and at which service. Colons, which it cannot say, are left out.
    #[must_use]
    pub fn uri(&self, service: &str, username: &str) -> Secret<String> {
        let app = self.app(&service.replace(':', " "), &username.replace(':', " "));
        Secret::new(app.to_url().unwrap_or_default())
    }

    /// The time step of which `code` is, if it is that of now or a neighbour's (a clock may be half a minute off). Whether a code of that
    /// step was accepted before is for the caller to look at.
    #[must_use]
    pub fn check(&self, code: &OneTimeCode, now: Instant) -> Option<i64> {
        let seconds = u64::try_from(now.seconds()).ok()?;
        let step = self.app("", "").check(code.text().expose(), seconds)?;
        i64::try_from(step).ok()
    }

    /// The code of this moment, as an app shows it: for tests and for a demo.
    #[must_use]
    pub fn code_at(&self, now: Instant) -> Secret<String> {
        let seconds = u64::try_from(now.seconds()).unwrap_or(0);
        Secret::new(self.app("", "").generate(seconds).to_string())
    }

    fn app(&self, service: &str, username: &str) -> Totp {
        let issuer = (!service.is_empty()).then_some(service);
        let app =
            Builder::new().with_secret(*self.0.expose()).with_issuer(issuer).with_account_name(username);
        app.build_noncompliant()
    }
}

impl TryFrom<&[u8]> for TotpSecret {
    type Error = Malformed;

    fn try_from(bytes: &[u8]) -> Result<Self, Malformed> {
        let fault = Malformed::new("authenticator secret", "must be 20 bytes");
        <[u8; LENGTH]>::try_from(bytes).map(Self::from_random).map_err(|_| fault)
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

/// A QR code of `uri` as a whole SVG document: black on white with the quiet zone, one path and no style. Empty when `uri` is too long
/// for any QR code (about 2,300 bytes).
#[must_use]
pub fn totp_qr_svg(uri: &Secret<String>) -> String {
    let Ok(code) = QrCode::encode_text(uri.expose(), QrCodeEcc::Medium) else { return String::new() };
    let side = code.size() + 2 * MARGIN;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _infallible = write!(path, "M{} {}h1v1h-1z", x + MARGIN, y + MARGIN);
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" \
         role=\"img\" aria-label=\"QR code\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/>\
         <path fill=\"#000\" d=\"{path}\"/></svg>"
    )
}
