//! Which scenarios a client has to go through.

use policy::go_live_scenarios;
use vocabulary::Milestone;

use crate::fixtures::client;

#[test]
fn a_client_goes_through_what_it_is_registered_for() {
    let mut client = client();
    client.refresh_tokens = false;
    client.sso = false;
    client.vectors.retain(|vector| vector.to_string().starts_with("P9"));
    let asked = go_live_scenarios(&client);
    for left_out in [
        Milestone::Refreshed,
        Milestone::RefreshReplayRefused,
        Milestone::SilentCode,
        Milestone::CodeAtP0,
        Milestone::CodeAtP5,
        Milestone::CodeAtEither,
    ] {
        assert!(!asked.contains(&left_out), "{left_out:?}");
    }
    for wanted in [Milestone::Asked, Milestone::CodeAtP9, Milestone::SteppedUp, Milestone::CodeReplayRefused]
    {
        assert!(asked.contains(&wanted), "{wanted:?}");
    }
    client.refresh_tokens = true;
    assert!(go_live_scenarios(&client).contains(&Milestone::Refreshed));
}
