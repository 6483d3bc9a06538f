@Configuration
@EnableWebSecurity
public class SecurityConfiguration {
    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(rules -> rules
            .requestMatchers("/admin/**").hasRole("ADMIN")
            .anyRequest().authenticated());
        http.formLogin(Customizer.withDefaults());
        return http.build();
    }
}
