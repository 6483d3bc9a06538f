import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;

public class Archive {
    public int pack(String folder) throws Exception {
        CommandLine line = CommandLine.parse("tar czf backup.tgz " + folder);
        return new DefaultExecutor().execute(line);
    }
}
