//! OCPP 1.6 with the central system of the library ocpp: the page is a station that boots, and is reset by the server.

use anyhow::Result;

use crate::servers::RealServer;
use crate::stage::Stage;

pub async fn understood(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = RealServer::python("central.py").await?;
    page.fill("textbox", "Subprotocols", "ocpp1.6").await?;
    page.connect(&server.ws("/station")).await?;
    let vendor = r#"{"chargePointModel":"Model","chargePointVendor":"Vendor"}"#;
    page.send(&format!(r#"[2,"boot-1","BootNotification",{vendor}]"#)).await?;
    // Its answer, and a request of the server's own.
    page.total_is(5).await?;
    page.protocol_is("Auto: OCPP").await?;
    page.send(r#"[3,{{last:$[1]}},{"status":"Accepted"}]"#).await?;
    page.total_is(6).await?;
    page.send(r#"[2,"card-1","Authorize",{"idTag":"1"}]"#).await?;
    page.rows_say(&[
        &["BootNotification"],
        &["CALLRESULT", "to 3 · "],
        &["Reset"],
        &["CALLRESULT", "to 5 · "],
        &["Authorize"],
        &["NotImplemented", "to 7 · "],
    ])
    .await?;
    page.is_answered("OCPP", 3, 4).await?;
    page.is_answered("OCPP", 5, 6).await
}
