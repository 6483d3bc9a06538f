class Web {
    void configure(HttpSecurity http) throws Exception {
        // ruleid: java-csrf-off
        http.csrf().disable();
        // ruleid: java-csrf-off
        http.csrf(csrf -> csrf.disable());
    }

    void safe(HttpSecurity http, Repository repository) throws Exception {
        // ok: java-csrf-off
        http.csrf(csrf -> csrf.csrfTokenRepository(repository));
        // ok: java-csrf-off
        http.httpBasic().disable();
    }
}
