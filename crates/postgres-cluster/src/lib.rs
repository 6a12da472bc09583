//! A PostgreSQL server for tests: its own cluster in a temporary directory, gone when the test process is.
//!
//! This room knows nothing of the service. It needs `initdb`, `postgres`, `createdb` and `pg_isready`, from the
//! PATH or from `/usr/lib/postgresql/*/bin`, and a POSIX shell. When they are missing it fails loudly, unless the
//! environment variable `NHS_LOGIN_SKIP` contains `postgres`.

mod cluster;
mod programs;

pub use cluster::{Cluster, shared};
