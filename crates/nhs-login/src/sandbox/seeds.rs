//! Puts synthetic people and the demo partner in, once.

use anyhow::{Context as _, bail};
use identity::{Identity, Imported, PersonSeed, SandboxOperator};
use vocabulary::{OperatorRole, Secret};

use crate::sandbox::demo_client::DemoKey;
use crate::sandbox::people::{PASSWORD, SyntheticPerson, SyntheticRecord};

/// User name, name and role.
type Seat = (&'static str, &'static str, fn() -> OperatorRole);

/// The operators of a sandbox.
pub(crate) const OPERATORS: [Seat; 8] = [
    ("admin", "Ada Admin", OperatorRole::admin),
    ("admin2", "Abe Admin", OperatorRole::admin),
    ("desk", "Dee Desk", OperatorRole::service_desk),
    ("registrar", "Ravi Registrar", OperatorRole::registrar),
    ("registrar2", "Rosa Registrar", OperatorRole::registrar),
    ("auditor", "Aldo Auditor", OperatorRole::auditor),
    ("checker", "Cass Checker", OperatorRole::id_checker),
    ("supervisor", "Sam Supervisor", OperatorRole::supervisor),
];

/// Puts everybody in who is not there, and brings the demo partner's registration up to date.
pub(crate) async fn seed(
    identity: &Identity,
    people: &[SyntheticPerson],
    demo: Option<(&DemoKey, &str)>,
) -> anyhow::Result<()> {
    for person in people {
        let name = person.email.as_str();
        identity.seed_person(&to_seed(person)).await.with_context(|| name.to_owned())?;
    }
    for (username, name, role) in OPERATORS {
        let password = Secret::new(PASSWORD.to_owned());
        let roles = [role()].into_iter().collect();
        let operator =
            SandboxOperator { username: username.to_owned(), name: name.to_owned(), roles, password };
        identity.seed_operator(&operator).await.context(username)?;
    }
    if let Some((key, base_url)) = demo {
        let document = key.registration(base_url)?;
        if let Imported::Refused(faults) = identity.import_client(&document, None).await? {
            bail!("the demo partner's registration: {faults}");
        }
    }
    Ok(())
}

fn to_seed(person: &SyntheticPerson) -> PersonSeed {
    PersonSeed {
        email: person.email.clone(),
        password: Secret::new(PASSWORD.to_owned()),
        level: person.level,
        mobile: person.mobile.clone(),
        landline: person.landline.clone(),
        mobile_on_record: person.mobile_on_record,
        person: person.record.as_ref().map(details),
        disabled: person.disabled,
    }
}

fn details(record: &SyntheticRecord) -> account_store::Person {
    account_store::Person {
        nhs_number: Some(record.nhs_number),
        family_name: record.family_name.clone(),
        given_name: record.given_name.clone(),
        birthdate: record.birthdate,
        postcode: record.postcode.clone(),
        gp_ods_code: record.gp_ods_code.clone(),
        gp_user_id: record.gp_user_id.clone().map(Secret::new),
        gp_linkage_key: record.gp_linkage_key.clone().map(Secret::new),
    }
}
