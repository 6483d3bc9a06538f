public List<Item> parse(InputStream in) throws Exception {
    SAXParserFactory factory = SAXParserFactory.newInstance();
    factory.setNamespaceAware(true);
    ItemHandler handler = new ItemHandler();
    factory.newSAXParser().parse(in, handler);
    return handler.items();
}
