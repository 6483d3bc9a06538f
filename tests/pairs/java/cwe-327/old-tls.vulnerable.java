import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

public class Connector {
    public SSLSocket open(String host) throws Exception {
        SSLSocket socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket(host, 443);
        socket.setEnabledProtocols(new String[] {"TLSv1", "TLSv1.1"});
        return socket;
    }
}
