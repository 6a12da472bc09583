//! F-21 and F-31: the vectors of trust.

use vocabulary::{Client, VectorOfTrust, VectorRequest};

use crate::authorize::rule::{Asked, Found, Missed};
use crate::refusal::Failed;
use crate::vectors;

/// F-21.
pub(super) fn well_formed(asked: &Asked<'_>, found: &mut Found) -> Result<(), Missed> {
    found.vectors = Some(match asked.value("vtr")? {
        Some(text) => supported(text)?,
        None => defaults(asked)?,
    });
    Ok(())
}

fn supported(text: &str) -> Result<VectorRequest, Missed> {
    let malformed = |check| {
        Missed::invalid(Failed {
            rule: "F-21",
            check,
            received: text,
            expected: r#"a JSON array like ["P9.Cp.Cd","P9.Cm"] of at most 8 vectors of F-52"#,
            mend: "Send vtr as a URL-encoded JSON array of strings.",
        })
    };
    let texts: Vec<String> =
        serde_json::from_str(text).map_err(|_| malformed("vtr must be a JSON array of strings"))?;
    let request = VectorRequest::try_from(texts.as_slice())
        .map_err(|_| malformed("vtr must hold 1 to 8 vectors like P9.Cp.Cd"))?;
    match request.vectors().iter().find(|vector| !vector.is_supported()) {
        None => Ok(request),
        Some(vector) => {
            let description = format!("vtr asks for a vector that is not supported: {vector}");
            Err(malformed("vtr asks for a vector that is not supported").described(&description))
        }
    }
}

/// An absent `vtr` asks for the default, as far as the client is approved for it: nobody asked for the rest.
fn defaults(asked: &Asked<'_>) -> Result<VectorRequest, Missed> {
    let Asked { client, profile, .. } = *asked;
    let default = profile.vectors_for(client);
    let approved = default
        .vectors()
        .iter()
        .copied()
        .filter(|vector| vectors::may_ask(*vector, &client.vectors))
        .collect();
    VectorRequest::of(approved).map_err(|_| {
        Missed::invalid(Failed {
            rule: "F-21",
            check: "vtr is missing and this client is approved for none of the default vectors",
            received: "nothing",
            expected: &approved_vectors(client),
            mend: "Send vtr with the vectors this client is approved for.",
        })
    })
}

/// F-31.
pub(super) fn approved(asked: &Asked<'_>, found: &mut Found) -> Result<(), Missed> {
    let request = found.vectors.as_ref().ok_or(Missed::NotReached)?;
    let client = asked.client;
    let Some(vector) = request.vectors().iter().find(|vector| !vectors::may_ask(**vector, &client.vectors))
    else {
        return Ok(());
    };
    Err(Missed::invalid(Failed {
        rule: "F-31",
        check: "vtr asks for a vector that this client is not approved for",
        received: &vector.to_string(),
        expected: &approved_vectors(client),
        mend: "Ask for approved vectors only, or have this one approved.",
    })
    .described(&format!("vtr asks for a vector that this client is not approved for: {vector}")))
}

fn approved_vectors(client: &Client) -> String {
    let approved: Vec<String> = client.vectors.iter().map(VectorOfTrust::to_string).collect();
    approved.join(" or ")
}
