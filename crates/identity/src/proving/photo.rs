//! I1 to I17: photo ID and face. Answers go into the person's case, files beside it, and at the end all of it to whoever checks.

use account_store::{AuditEvent, Batch, NewCase};
use gateways::Side;
use policy::Possession;
use vocabulary::{CaseId, CheckRoute, DocumentKind, EvidenceKind, VideoMethod};

use crate::fault::Fault;
use crate::ground::Ground;
use crate::proving::photo_draft::{CaseDetails, Draft, Photo, PhotoWay, Scan, Video};
use crate::service::{Identity, Inner};
use crate::visit::{Answer, Visit};

/// How the face is shown (I9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaceWay {
    /// A scan in the page: it needs script and a camera.
    Scan,
    /// A short video.
    Video,
}

impl Identity {
    /// I1: what is needed was read. The person's case begins, unless there is one that goes on.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.8
    pub async fn begin_photo(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        let inner = &self.0;
        let ground = &visit.ground;
        if ground.cases.open.is_some() {
            return Ok(Answer::of(()));
        }
        let account = ground.account.as_ref().ok_or(Fault::Bug("a photo ID case without an account"))?;
        let draft = Draft::new(inner.digits(), inner.draws_provider(&visit.ground.notices)).stored()?;
        let mut batch = inner.store.batch();
        batch.insert_case(&NewCase {
            id: CaseId::from_bytes(inner.random()),
            account_id: account.id,
            client_id: ground.client.client.id.clone(),
            draft,
            created_at: ground.now,
        });
        inner.commit(batch).await?;
        Ok(Answer::of(()))
    }

    /// I2, and "I have my photo ID now" on I3.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn say_possession(&self, visit: Visit, possession: Possession) -> Result<Answer<()>, Fault> {
        self.change_case(&visit, &[], |draft| draft.here = Some(possession == Possession::Here)).await
    }

    /// I4 was read.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn begin_first_step(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        self.change_case(&visit, &[], |draft| draft.first_step_seen = true).await
    }

    /// I5: another kind than before forgets the photos.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn choose_document(&self, visit: Visit, kind: DocumentKind) -> Result<Answer<()>, Fault> {
        let before = visit.ground.draft()?.1.document();
        let forgotten: &[EvidenceKind] = match before {
            Some(before) if before != kind => &[EvidenceKind::Front, EvidenceKind::Back],
            _ => &[],
        };
        self.change_case(&visit, forgotten, |draft| draft.set_document(kind)).await
    }

    /// I6.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn choose_photo_way(&self, visit: Visit, way: PhotoWay) -> Result<Answer<()>, Fault> {
        self.change_case(&visit, &[], |draft| draft.way = Some(way)).await
    }

    /// I8: a doubtful photo will do. One that cannot be used stays as it is.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn keep_photo(&self, visit: Visit, side: Side) -> Result<Answer<()>, Fault> {
        self.change_case(&visit, &[], |draft| {
            let photo = draft.photo_mut(side);
            if matches!(photo, Photo::Doubtful(_)) {
                *photo = Photo::Accepted;
            }
        })
        .await
    }

    /// I9 was read, and a way to show the face chosen; later, "Record a video instead".
    ///
    /// # Errors
    /// When the store fails.
    pub async fn choose_face(&self, visit: Visit, way: FaceWay) -> Result<Answer<()>, Fault> {
        self.change_case(&visit, &[EvidenceKind::Scan, EvidenceKind::Video], |draft| {
            draft.video = Video::Missing;
            draft.second_step_seen = true;
            draft.scan = match way {
                FaceWay::Scan => Scan::Missing,
                FaceWay::Video => Scan::NotChosen,
            };
        })
        .await
    }

    /// After so many scans that could not be used: a new photo of the ID, and scans are counted from the first again.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.8, the failure ladder
    pub async fn retake_photo(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        let kinds = [EvidenceKind::Front, EvidenceKind::Back];
        self.change_case(&visit, &kinds, |draft| {
            draft.front = Photo::Missing;
            draft.back = Photo::Missing;
            draft.scan = Scan::Missing;
            draft.scan_failures = 0;
            draft.photo_retaken = true;
        })
        .await
    }

    /// I13.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn choose_video(&self, visit: Visit, method: VideoMethod) -> Result<Answer<()>, Fault> {
        self.change_case(&visit, &[], |draft| draft.set_method(method)).await
    }

    /// I15: the video will do.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn accept_video(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        self.change_case(&visit, &[], |draft| {
            if draft.video == Video::Unseen {
                draft.video = Video::Accepted;
            }
        })
        .await
    }

    /// I15: another video will be recorded.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn retake_video(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        self.change_case(&visit, &[EvidenceKind::Video], |draft| draft.video = Video::Missing).await
    }

    /// I16 was read.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn begin_third_step(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        self.change_case(&visit, &[], |draft| draft.third_step_seen = true).await
    }

    /// I17: everything goes to whoever checks it. The provider is given a case only when a record says who the document should name.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.8
    pub async fn submit_case(&self, mut visit: Visit) -> Result<Answer<()>, Fault> {
        let inner = &self.0;
        let ground = &mut visit.ground;
        let (case, mut draft) = ground.draft()?.clone();
        let details = ground.case_details();
        let provider = draft.automated && details.matched && inner.outside.id_check.is_some();
        draft.details = Some(details);
        let route = if provider { CheckRoute::Automated } else { CheckRoute::Manual };
        let mut batch = inner.store.batch();
        batch.update_case_draft(case.id, case.version, &draft.stored()?, ground.now);
        batch.submit_case(case.id, case.version + 1, route, ground.now);
        inner.audit(ground, AuditEvent::CaseSubmitted, &mut batch);
        ground.answers_mut()?.submitted_here = true;
        ground.save(&mut batch)?;
        if inner.commit(batch).await? {
            inner.casework.notify_one();
        }
        Ok(Answer::of(()))
    }

    /// Changes the answers of the case, and forgets files of these kinds.
    pub(crate) async fn change_case(
        &self,
        visit: &Visit,
        forgotten: &[EvidenceKind],
        change: impl FnOnce(&mut Draft),
    ) -> Result<Answer<()>, Fault> {
        let inner = &self.0;
        let mut batch = inner.store.batch();
        inner.add_change(&visit.ground, forgotten, change, &mut batch)?;
        inner.commit(batch).await?;
        Ok(Answer::of(()))
    }
}

impl Ground {
    /// Who the person is: as the record says that was matched before, else as typed.
    fn case_details(&self) -> CaseDetails {
        let person = self.account.as_ref().and_then(|account| account.person.as_ref());
        match (person, self.answers()) {
            (Some(person), _) => CaseDetails::of_person(person),
            (None, Some(answers)) => CaseDetails::of_typed(&answers.typed),
            (None, None) => CaseDetails::default(),
        }
    }
}

impl Inner {
    /// Adds the statements of a change of the case.
    pub(crate) fn add_change(
        &self,
        ground: &Ground,
        forgotten: &[EvidenceKind],
        change: impl FnOnce(&mut Draft),
        batch: &mut Batch,
    ) -> Result<(), Fault> {
        let (case, draft) = ground.draft()?;
        let mut draft = draft.clone();
        change(&mut draft);
        let now = self.clock.now();
        for kind in forgotten {
            batch.delete_evidence(case.id, *kind, now);
        }
        batch.update_case_draft(case.id, case.version, &draft.stored()?, now);
        Ok(())
    }

    /// Four digits that nobody can record beforehand.
    fn digits(&self) -> [u8; 4] {
        let mut left = u32::from_be_bytes(self.random());
        [(); 4].map(|()| {
            let digit = left % 10;
            left /= 10;
            u8::try_from(digit).unwrap_or(0)
        })
    }

    /// Whether a case that begins is one of those that the provider looks at first.
    fn draws_provider(&self, notices: &policy::Notices) -> bool {
        let drawn = u32::from(u16::from_be_bytes(self.random())) % 100;
        let share = notices.automation.map_or(self.settings.photo_id.share_percent, u32::from);
        self.outside.id_check.is_some() && drawn < share
    }
}
