//! The last authorization requests of each client, for a developer to look at again. In a sandbox only, in memory only, for an hour.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use moka::sync::Cache;
use policy::{RawAuthorize, Refusal};
use vocabulary::{ClientId, Instant};

use crate::partner_pages::own_client::OwnClient;
use crate::service::Identity;

/// Numbers the requests of this process.
static NUMBER: AtomicU64 = AtomicU64::new(1);
/// How many requests of one client are kept.
const KEPT: usize = 10;
/// A request with more bytes is not kept.
const LONGEST: usize = 4096;
const FORGOTTEN_AFTER: Duration = Duration::from_hours(1);

/// An authorization request that came.
#[derive(Debug, Clone)]
pub struct RecentRequest {
    /// Its number in this process.
    pub number: u64,
    /// When.
    pub at: Instant,
    /// Its parameters, without what may be personal.
    pub parameters: Vec<(String, String)>,
    /// The failed check, when it was refused.
    pub refused: Option<String>,
}

type Requests = Arc<Mutex<VecDeque<RecentRequest>>>;

/// The last requests, client by client.
pub(crate) struct RecentRequests(Cache<ClientId, Requests>);

impl RecentRequests {
    pub(crate) fn new() -> Self {
        Self(Cache::builder().max_capacity(1000).time_to_idle(FORGOTTEN_AFTER).build())
    }

    pub(crate) fn keep(&self, client: &ClientId, raw: &RawAuthorize, refusal: Option<&Refusal>, at: Instant) {
        let parameters = raw.without_personal();
        if parameters.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>() > LONGEST {
            return;
        }
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let request = RecentRequest {
            number,
            at,
            parameters,
            refused: refusal.map(|refusal| refusal.explanation.check.clone()),
        };
        let requests = self.0.get_with(client.clone(), Requests::default);
        let mut requests = requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.push_front(request);
        requests.truncate(KEPT);
    }
}

impl Identity {
    /// The last authorization requests of this client, newest first; none outside sandbox mode.
    #[must_use]
    pub fn recent_requests(&self, client: &OwnClient) -> Vec<RecentRequest> {
        let kept = self.0.recent_requests.as_ref().and_then(|recent| recent.0.get(client.id()));
        kept.map_or_else(Vec::new, |requests| {
            requests.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
        })
    }
}
