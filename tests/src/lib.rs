//! The whole house in process: journeys, contract rules, architecture.
