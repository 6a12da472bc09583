//! What a partner's client has been seen to do: the steps of its way to going live.

use crate::words::words;

words! {
    /// Something a client has done here, seen by the service itself: a closed set, so that a checklist can tick itself.
    Milestone, "milestone" {
        /// Sent an authorization request that keeps every rule.
        Asked = "asked",
        /// Sent one with PKCE (F-24).
        AskedWithPkce = "asked_with_pkce",
        /// Got a code for a vector with P0.
        CodeAtP0 = "code_at_p0",
        /// Got a code for a vector with P5.
        CodeAtP5 = "code_at_p5",
        /// Got a code for a vector with P9.
        CodeAtP9 = "code_at_p9",
        /// Got a code for a request that left the level open: P5 or P9 (F-53).
        CodeAtEither = "code_at_either",
        /// Somebody's level was raised on the way to it (F-53).
        SteppedUp = "stepped_up",
        /// Got a code without a page being shown (F-20, F-55).
        SilentCode = "silent_code",
        /// Was told that a log in is needed, with prompt=none (F-20).
        SilentRefused = "silent_refused",
        /// Had somebody log in again with prompt=login (F-20).
        FreshLogIn = "fresh_log_in",
        /// Was told that the person does not agree to share (F-30).
        ConsentRefused = "consent_refused",
        /// Asked for a scope that it does not have (F-12).
        ScopeRefused = "scope_refused",
        /// Exchanged a code for tokens (F-32).
        CodeExchanged = "code_exchanged",
        /// Sent a code twice and was refused (F-32).
        CodeReplayRefused = "code_replay_refused",
        /// Sent an assertion that had expired and was refused (F-34).
        AssertionExpired = "assertion_expired",
        /// Sent an assertion twice and was refused (F-34).
        AssertionReplayed = "assertion_replayed",
        /// Signed an assertion with a key other than its first one (F-59).
        SecondKey = "second_key",
        /// Refreshed its tokens (F-36).
        Refreshed = "refreshed",
        /// Sent an old refresh token and was refused (F-36).
        RefreshReplayRefused = "refresh_replay_refused",
        /// Read userinfo (F-48).
        UserinfoRead = "userinfo_read",
        /// Read userinfo before and after the service changed its signing key (F-10).
        KeyChangeFollowed = "key_change_followed",
    }
}
