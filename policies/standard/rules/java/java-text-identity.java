class A {
    boolean isAdmin(String role) {
        // ruleid: java-text-identity
        return role == "admin";
    }

    boolean isOther(String role) {
        // ruleid: java-text-identity
        return role != "admin";
    }

    boolean isSame(String role) {
        // ok: java-text-identity
        return "admin".equals(role);
    }

    boolean isLetter(char letter) {
        // ok: java-text-identity
        return letter == 'a';
    }
}
