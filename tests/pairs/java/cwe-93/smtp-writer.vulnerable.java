public void invite(HttpServletRequest request, Writer smtp) throws IOException {
    String address = request.getParameter("email");
    smtp.write("RCPT TO:<" + address + ">\r\n");
    smtp.flush();
}
