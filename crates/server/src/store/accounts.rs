//! Accounts and the e-mail addresses that sign in to them.

use portal_forms::Micros;
use portal_record::RegistrantId;

use super::{Connection, StoreError, id};

/// Whose account an e-mail address signs in to.
#[derive(Debug, Clone)]
pub struct Account {
    /// The registrant.
    pub registrant: RegistrantId,
    /// Argon2id, as a PHC string.
    pub password_hash: String,
}

/// An e-mail address as it is compared: trimmed and case-folded.
pub fn folded(email: &str) -> String {
    portal_forms::typed::code(email).to_lowercase()
}

/// The account that this address signs in to.
pub async fn by_email(db: &mut Connection, email: &str) -> Result<Option<Account>, StoreError> {
    // PostgreSQL refuses texts with a zero character, which is in nobody's address.
    if email.contains('\0') {
        return Ok(None);
    }
    let row: Option<(String, String)> = sqlx::query_as(
        "SELECT a.registrant, a.password_hash FROM sign_in_names n \
         JOIN accounts a ON a.registrant = n.registrant WHERE n.email = $1",
    )
    .bind(folded(email))
    .fetch_optional(db)
    .await?;
    row.map(|(registrant, password_hash)| {
        Ok(Account { registrant: RegistrantId(id(&registrant)?), password_hash })
    })
    .transpose()
}

/// The account of this registrant.
pub async fn of(db: &mut Connection, registrant: RegistrantId) -> Result<Option<Account>, StoreError> {
    let hash: Option<String> = sqlx::query_scalar("SELECT password_hash FROM accounts WHERE registrant = $1")
        .bind(registrant.0.to_string())
        .fetch_optional(db)
        .await?;
    Ok(hash.map(|password_hash| Account { registrant, password_hash }))
}

/// Whether this registrant has an account.
pub async fn exists(db: &mut Connection, registrant: RegistrantId) -> Result<bool, StoreError> {
    let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM accounts WHERE registrant = $1")
        .bind(registrant.0.to_string())
        .fetch_optional(db)
        .await?;
    Ok(found.is_some())
}

/// Opens an account that these addresses sign in to. An address that signs in elsewhere stays there.
pub async fn insert(
    db: &mut Connection,
    account: &Account,
    emails: &[String],
    now: Micros,
) -> Result<(), StoreError> {
    let registrant = account.registrant.0.to_string();
    sqlx::query("INSERT INTO accounts (registrant, password_hash, created_at) VALUES ($1, $2, $3)")
        .bind(&registrant)
        .bind(&account.password_hash)
        .bind(now.0)
        .execute(&mut *db)
        .await?;
    for email in emails {
        claim(db, account.registrant, email).await?;
    }
    Ok(())
}

/// Lets an address sign in to this account; says whether it does. One that signs in elsewhere stays there.
pub async fn claim(db: &mut Connection, registrant: RegistrantId, email: &str) -> Result<bool, StoreError> {
    let registrant = registrant.0.to_string();
    sqlx::query("INSERT INTO sign_in_names (email, registrant) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(folded(email))
        .bind(&registrant)
        .execute(&mut *db)
        .await?;
    let holder: Option<String> = sqlx::query_scalar("SELECT registrant FROM sign_in_names WHERE email = $1")
        .bind(folded(email))
        .fetch_optional(db)
        .await?;
    Ok(holder.is_some_and(|holder| holder == registrant))
}

/// An address no longer signs in to this account.
pub async fn release(db: &mut Connection, registrant: RegistrantId, email: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sign_in_names WHERE email = $1 AND registrant = $2")
        .bind(folded(email))
        .bind(registrant.0.to_string())
        .execute(db)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn addresses_are_compared_without_case_and_spaces() {
        for (given, expected) in [
            (" Zoe.Lavoie@Example.org ", "zoe.lavoie@example.org"),
            ("ÉLISE@exemple.ca", "élise@exemple.ca"),
            ("a@b.ca\n", "a@b.ca"),
        ] {
            assert_eq!(folded(given), expected);
        }
    }
}
