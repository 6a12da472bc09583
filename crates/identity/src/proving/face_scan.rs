//! I11: the face scan, a picture of several frames. It is looked at for light, sharpness and shape only: whether the face is that of the
//! document, and whether it was there under the colours that were asked for, says whoever checks.

use account_store::AuditEvent;
use evidence::{Light, Photo, Sharpness};
use policy::Action;
use vocabulary::EvidenceKind;

use crate::fault::Fault;
use crate::proving::photo_draft::{Scan as Scanned, ScanProblem};
use crate::proving::photo_evidence::{File, Scan};
use crate::service::Identity;
use crate::visit::{Answer, Visit};

/// Pixels of what `face-scan.js` makes: four frames of 640 by 480, two in a row.
const FRAMES: (u32, u32) = (2 * 640, 2 * 480);

impl Identity {
    /// I11: what the page's script filmed. Whether it will do, or what is open instead, the next step says.
    ///
    /// # Errors
    /// When the store fails, or too many files are being looked at.
    ///
    /// Journeys 1.8, 2.7 I11, I12
    pub async fn give_scan(&self, visit: Visit, bytes: Vec<u8>) -> Result<Answer<()>, Fault> {
        let inner = &self.0;
        // Nothing else can be sent either: the page says that it is not the person's doing, and the video's page says when.
        if inner.count(&visit.ground, Action::SendFile, None).await?.is_refused() {
            return self.refuse_scan(&visit, ScanProblem::Configuration).await;
        }
        if !matches!(inner.scan(&bytes).await, Scan::Clean) {
            return self.refuse_scan(&visit, ScanProblem::Configuration).await;
        }
        let limits = inner.settings.photo_id.photos;
        let Ok(picture) = inner.decode(move || evidence::photo(&bytes, &limits)).await? else {
            return self.refuse_scan(&visit, ScanProblem::Configuration).await;
        };
        if let Some(problem) = problem(&picture) {
            return self.refuse_scan(&visit, problem).await;
        }
        // Any other picture is not from the page's script.
        if (picture.width, picture.height) != FRAMES {
            return self.refuse_scan(&visit, ScanProblem::Configuration).await;
        }
        let file = File { kind: EvidenceKind::Scan, media_type: "image/jpeg", bytes: picture.jpeg };
        if inner.keep(&visit.ground, file, |draft| draft.scan = Scanned::Accepted).await? {
            Ok(Answer::of(()))
        } else {
            self.refuse_scan(&visit, ScanProblem::Configuration).await
        }
    }

    /// Something else than a picture arrived, or nothing: the browser cannot do it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn give_up_scan(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        self.refuse_scan(&visit, ScanProblem::Configuration).await
    }

    async fn refuse_scan(&self, visit: &Visit, problem: ScanProblem) -> Result<Answer<()>, Fault> {
        let inner = &self.0;
        let mut batch = inner.store.batch();
        let refused = |draft: &mut crate::proving::photo_draft::Draft| {
            draft.scan = Scanned::Failed(problem);
            if problem != ScanProblem::Configuration {
                draft.scan_failures = draft.scan_failures.saturating_add(1);
            }
        };
        inner.add_change(&visit.ground, &[EvidenceKind::Scan], refused, &mut batch)?;
        inner.audit(&visit.ground, AuditEvent::FaceScanFailed, &mut batch);
        inner.commit(batch).await?;
        Ok(Answer::of(()))
    }
}

const fn problem(picture: &Photo) -> Option<ScanProblem> {
    match (picture.light, picture.sharpness) {
        (Light::TooDark, _) => Some(ScanProblem::TooDark),
        (Light::TooBright, _) => Some(ScanProblem::TooBright),
        (Light::Even, Sharpness::Blurred) => Some(ScanProblem::Moved),
        (Light::Even, Sharpness::Sharp) => None,
    }
}
