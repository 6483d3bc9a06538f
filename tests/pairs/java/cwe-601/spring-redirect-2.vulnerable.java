@Controller
public class LoginController {
    @GetMapping("/continue")
    public String next(@RequestParam("to") String to) {
        return "redirect:" + to;
    }
}
