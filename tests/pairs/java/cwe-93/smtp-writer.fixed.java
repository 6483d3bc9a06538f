public void invite(HttpServletRequest request, Writer smtp) throws IOException {
    String address = request.getParameter("email");
    if (!address.matches("[\\w.+-]+@[\\w.-]+")) {
        throw new IOException("no address");
    }
    smtp.write("RCPT TO:<" + address + ">\r\n");
    smtp.flush();
}
