import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.*;

@RestController
public class DemoController {
    @GetMapping("/points")
    public List<Integer> points(@RequestParam int count) {
        List<Integer> out = new ArrayList<>();
        for (int i = 0; i < Math.min(count, 1000); i++) {
            out.add(i * i);
        }
        return out;
    }
}
