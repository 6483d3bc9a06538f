use native_tls::{Protocol, TlsConnector};

pub fn connector() -> TlsConnector {
    TlsConnector::builder()
        .min_protocol_version(Some(Protocol::Tlsv10))
        .build()
        .unwrap()
}
