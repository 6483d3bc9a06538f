import java.io.InputStream;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPSClient;

public class Uploader {
    public void upload(String host, String user, String password, InputStream data) throws Exception {
        FTPSClient client = new FTPSClient();
        client.connect(host);
        client.login(user, password);
        client.execPBSZ(0);
        client.execPROT("P");
        client.storeFile("orders.csv", data);
        client.disconnect();
    }
}
