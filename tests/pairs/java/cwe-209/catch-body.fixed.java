import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class ReportController {
    @GetMapping("/report")
    public ResponseEntity<?> report() {
        try {
            return ResponseEntity.ok(build());
        } catch (Exception e) {
            return ResponseEntity.internalServerError().body("the report failed");
        }
    }
}
