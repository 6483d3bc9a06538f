public List<Item> parse(InputStream in) throws Exception {
    SAXParserFactory factory = SAXParserFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    ItemHandler handler = new ItemHandler();
    factory.newSAXParser().parse(in, handler);
    return handler.items();
}
