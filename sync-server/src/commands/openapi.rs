use super::answer;

pub(super) fn openapi() -> anyhow::Result<()> {
    answer(serde_json::to_string_pretty(&crate::app::openapi())?);
    Ok(())
}
