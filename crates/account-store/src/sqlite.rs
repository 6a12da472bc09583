//! stub
use crate::{
    batch::{Step, WriteFault, Written},
    fault::StoreFault,
    options::Options,
    statement::Statement,
    value::{Row, Value},
};
use vocabulary::Instant;
#[derive(Debug)]
pub(crate) struct Sqlite;
impl Sqlite {
    pub(crate) fn open(_: &std::path::Path, _: &Options) -> Result<Self, StoreFault> {
        Ok(Self)
    }
    pub(crate) fn migrate(&self, _: Instant) -> Result<Vec<i64>, StoreFault> {
        Ok(vec![])
    }
    pub(crate) async fn write(&self, _: Vec<Step>, _: bool) -> Result<Written, WriteFault> {
        Ok(Written::default())
    }
    pub(crate) fn query(&self, _: &'static Statement, _: &[Value]) -> Result<Vec<Row>, StoreFault> {
        Ok(vec![])
    }
}
