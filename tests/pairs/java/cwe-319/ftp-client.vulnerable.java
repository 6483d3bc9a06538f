import java.io.InputStream;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPSClient;

public class Uploader {
    public void upload(String host, String user, String password, InputStream data) throws Exception {
        FTPClient client = new FTPClient();
        client.connect(host);
        client.login(user, password);
        client.storeFile("orders.csv", data);
        client.disconnect();
    }
}
