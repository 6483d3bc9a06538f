use rustls::client::{ServerCertVerified, ServerCertVerifier};

struct Pinned { known: Vec<u8> }

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &rustls::Certificate,
        _intermediates: &[rustls::Certificate],
        _server_name: &rustls::ServerName,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if end_entity.0 != self.known {
            return Err(rustls::Error::General("unknown certificate".into()));
        }
        Ok(ServerCertVerified::assertion())
    }
}
