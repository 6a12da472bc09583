//! What each role of operators may do and see. Journeys 6.1

use policy::RoleMatrix;

#[test]
fn the_table_of_roles_is_as_printed() {
    insta::assert_snapshot!(RoleMatrix::published().to_string());
}
