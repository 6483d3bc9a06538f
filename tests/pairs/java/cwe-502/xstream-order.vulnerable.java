import com.thoughtworks.xstream.XStream;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class OrderController {
    @PostMapping("/orders")
    public String create(@RequestBody String xml) {
        XStream stream = new XStream();
        Order order = (Order) stream.fromXML(xml);
        return order.id();
    }
}
