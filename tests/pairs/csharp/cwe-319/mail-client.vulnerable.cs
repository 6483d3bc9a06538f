using System.Net;
using System.Net.Mail;

public class Mailer
{
    public void Send(MailMessage message, string user, string password)
    {
        using var client = new SmtpClient("mail.shop.org", 587);
        client.Credentials = new NetworkCredential(user, password);
        client.EnableSsl = false;
        client.Send(message);
    }
}
