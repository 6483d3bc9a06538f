import java.util.List;

class Listing {
    void list(String folder) throws Exception {
        // ruleid: java-shell-process
        new ProcessBuilder("sh", "-c", "ls " + folder).start();
        // ruleid: java-shell-process
        new ProcessBuilder(List.of("/bin/bash", "-c", folder)).start();
    }

    void safe(String folder) throws Exception {
        // ok: java-shell-process
        new ProcessBuilder("ls", "--", folder).start();
        // ok: java-shell-process
        new ProcessBuilder("sh", "-c", "ls | wc -l").start();
    }
}
