import java.io.File;
import java.io.FileInputStream;
import org.apache.commons.io.FilenameUtils;

class Download {
    void download(javax.servlet.http.HttpServletRequest request, String folder) throws Exception {
        // ruleid: java-request-path
        File first = new File(folder, request.getParameter("name"));
        String name = request.getParameter("other");
        // ruleid: java-request-path
        FileInputStream stream = new FileInputStream(folder + "/" + name);
    }

    void safe(javax.servlet.http.HttpServletRequest request, String folder) {
        // ok: java-request-path
        File first = new File(folder, FilenameUtils.getName(request.getParameter("name")));
        // ok: java-request-path
        File second = new File(folder, "index.html");
    }
}
