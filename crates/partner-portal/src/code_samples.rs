//! A complete log in, for two client libraries, with a client's values in it.

use screens::portal::CodeSample;
use vocabulary::{Client, RedirectUri, VectorOfTrust};

const JAVASCRIPT: &str = include_str!("samples/openid-client.mjs.txt");
const RUST: &str = include_str!("samples/openidconnect.rs.txt");

/// The samples for this client.
pub(crate) fn samples(issuer: &str, client: &Client) -> Vec<CodeSample> {
    let kid = client.keys.iter().find_map(|key| key.kid.as_deref()).unwrap_or_default();
    let redirect_uri = client.redirect_uris.first().map_or("", RedirectUri::as_str);
    let vectors = client.vectors.iter().take(8).map(VectorOfTrust::to_string).collect::<Vec<_>>();
    let vtr = serde_json::to_string(&vectors).unwrap_or_default();
    let insecure = !issuer.starts_with("https://");
    let filled = |text: &str| {
        text.replace("ISSUER", issuer)
            .replace("CLIENT_ID", client.id.as_str())
            .replace("REDIRECT_URI", redirect_uri)
            .replace("SCOPES", &client.scopes.to_string())
            .replace("VTR", &vtr)
            .replace("KEY_ID", kid)
            .replace(
                "DISCOVERY_OPTIONS",
                if insecure { ", { execute: [client.allowInsecureRequests] }" } else { "" },
            )
    };
    vec![
        CodeSample {
            id: "javascript",
            title: "JavaScript, openid-client",
            needs: "npm install openid-client; Node.js 20 or later",
            text: filled(JAVASCRIPT),
        },
        CodeSample {
            id: "rust",
            title: "Rust, openidconnect",
            needs: "cargo add openidconnect jsonwebtoken serde uuid reqwest",
            text: filled(RUST),
        },
    ]
}
