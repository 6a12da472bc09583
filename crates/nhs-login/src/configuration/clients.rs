//! The registry of clients.

use identity::{RegistrySettings, SecondPerson};

use crate::configuration::reader::Reader;

/// Spec: F-59
pub(crate) fn read(reader: &mut Reader) -> RegistrySettings {
    RegistrySettings {
        second_person: if reader.flag("clients.second_person") {
            SecondPerson::Required
        } else {
            SecondPerson::SwitchedOff
        },
        key_warning: reader.lifetime("clients.key_warning_days", 1..=365),
    }
}
