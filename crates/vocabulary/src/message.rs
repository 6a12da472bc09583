//! What the service tells a person outside the browser. The words stand in `screens`, the sending in `gateways`.

use crate::secret::Secret;

/// How a message travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Channel {
    /// Email.
    Email,
    /// Text message.
    Text,
    /// Automated voice call.
    Call,
}

impl Channel {
    /// Its name in storage, metrics and configuration.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Text => "text",
            Self::Call => "call",
        }
    }
}

/// Which message it is (journeys.md, section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// E1: confirm the email address.
    ConfirmEmail,
    /// E3: the account is there.
    AccountCreated,
    /// T1: a code by text.
    TextCode,
    /// T4: a code by voice call.
    CallCode,
    /// E23: a device was remembered.
    DeviceRemembered,
}

impl MessageKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::ConfirmEmail, Self::AccountCreated, Self::TextCode, Self::CallCode, Self::DeviceRemembered];

    /// Its name in storage, metrics and configuration.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConfirmEmail => "confirm_email",
            Self::AccountCreated => "account_created",
            Self::TextCode => "text_code",
            Self::CallCode => "call_code",
            Self::DeviceRemembered => "device_remembered",
        }
    }
}

/// A message with what its words need.
#[derive(Debug, Clone)]
pub enum Message {
    /// E1: six digits, valid for an hour.
    ConfirmEmail {
        /// The six digits.
        code: Secret<String>,
    },
    /// E3.
    AccountCreated,
    /// T1: six digits, valid for five minutes.
    TextCode {
        /// The six digits.
        code: Secret<String>,
    },
    /// T4: six digits, read twice.
    CallCode {
        /// The six digits.
        code: Secret<String>,
    },
    /// E23: when, in UTC text.
    DeviceRemembered {
        /// RFC 3339 to the second.
        at: String,
    },
}

impl Message {
    /// Which message it is.
    #[must_use]
    pub const fn kind(&self) -> MessageKind {
        match self {
            Self::ConfirmEmail { .. } => MessageKind::ConfirmEmail,
            Self::AccountCreated => MessageKind::AccountCreated,
            Self::TextCode { .. } => MessageKind::TextCode,
            Self::CallCode { .. } => MessageKind::CallCode,
            Self::DeviceRemembered { .. } => MessageKind::DeviceRemembered,
        }
    }

    /// How it travels.
    #[must_use]
    pub const fn channel(&self) -> Channel {
        match self {
            Self::ConfirmEmail { .. } | Self::AccountCreated | Self::DeviceRemembered { .. } => {
                Channel::Email
            }
            Self::TextCode { .. } => Channel::Text,
            Self::CallCode { .. } => Channel::Call,
        }
    }
}
