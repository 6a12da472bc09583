//! Random 128-bit identifiers: one type a meaning, so that they cannot be mixed up.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::fault::Malformed;
use crate::reference::IncidentReference;

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $field:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; 16]);

        impl $name {
            /// The identifier made of these 16 bytes; the caller's random source supplies them.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// Its 16 bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = Malformed;

            fn try_from(bytes: &[u8]) -> Result<Self, Malformed> {
                <[u8; 16]>::try_from(bytes).map(Self).map_err(|_| Malformed::new($field, "must be 16 bytes"))
            }
        }

        impl TryFrom<&str> for $name {
            type Error = Malformed;

            fn try_from(text: &str) -> Result<Self, Malformed> {
                let fault = Malformed::new($field, "must be 22 characters of base64url");
                if text.len() != 22 {
                    return Err(fault);
                }
                let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| fault)?;
                Self::try_from(bytes.as_slice())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
    };
}

identifier!(
    /// One person's login, for ever; never shown to a partner (that is [`Subject`](crate::Subject)).
    AccountId,
    "account id"
);
identifier!(
    /// A sign-in in progress: one per authorization request.
    TicketId,
    "ticket id"
);
identifier!(
    /// A signed-in browser. The browser itself holds a secret whose digest finds this row.
    SessionId,
    "session id"
);
identifier!(
    /// An identity-proofing case.
    CaseId,
    "case id"
);
identifier!(
    /// What one sign-in at one client gave: a code, then tokens. Revoked as one.
    GrantId,
    "grant id"
);
identifier!(
    /// A message in the outbox; also the idempotency key towards the provider.
    MessageId,
    "message id"
);
identifier!(
    /// An audit event.
    EventId,
    "event id"
);
identifier!(
    /// A rehearsal of a signing key with one client.
    RehearsalId,
    "rehearsal id"
);
identifier!(
    /// What was written down of the way of one sign-in. Its first five bytes are the reference that people are shown.
    TraceId,
    "trace id"
);
identifier!(
    /// A change of a client's registration that waits for its approval.
    DraftId,
    "draft id"
);
identifier!(
    /// Somebody who works in the operator console.
    OperatorId,
    "operator id"
);
identifier!(
    /// An invitation to work in the operator console. It opens nothing: the link in its email does.
    InvitationId,
    "invitation id"
);

impl TraceId {
    /// The reference that finds this trace.
    #[must_use]
    pub const fn reference(&self) -> IncidentReference {
        match self.0.first_chunk() {
            Some(bytes) => IncidentReference::from_bytes(*bytes),
            None => IncidentReference::from_bytes([0; 5]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_survives_its_text() {
        let id = AccountId::from_bytes([7; 16]);
        assert_eq!(AccountId::try_from(id.to_string().as_str()), Ok(id));
    }

    #[test]
    fn other_lengths_and_alphabets_are_refused() {
        for text in
            ["", "short", "AAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAA+", "AAAAAAAAAAAAAAAAAAAAAAA"]
        {
            assert!(TicketId::try_from(text).is_err(), "{text}");
        }
    }
}
