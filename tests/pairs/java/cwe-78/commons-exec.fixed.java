import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;

public class Archive {
    public int pack(String folder) throws Exception {
        CommandLine line = new CommandLine("tar");
        line.addArguments(new String[] {"czf", "backup.tgz", "--", folder}, false);
        return new DefaultExecutor().execute(line);
    }
}
