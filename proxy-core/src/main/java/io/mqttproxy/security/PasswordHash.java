package io.mqttproxy.security;

/** A stored password hash in one of the supported formats. Immutable and thread-safe. */
sealed interface PasswordHash permits Argon2idHash, BcryptHash, MosquittoPbkdf2Hash, MosquittoSha512Hash {

    /**
     * Whether the password matches this hash. Takes from microseconds up to a second of processor
     * time, so it must not be called on an event loop. Compares in constant time.
     */
    boolean matches(byte[] password);

    /**
     * Parses a hash; its prefix tells the format.
     *
     * @throws IllegalArgumentException when the format is not supported; the message does not contain
     *     the text, because this may be a password by mistake
     */
    static PasswordHash parse(String text) {
        if (text.startsWith("$2")) {
            return BcryptHash.parse(text);
        }
        if (text.startsWith("$argon2id$")) {
            return Argon2idHash.parse(text);
        }
        if (text.startsWith("$7$")) {
            return MosquittoPbkdf2Hash.parse(text);
        }
        if (text.startsWith("$6$")) {
            return MosquittoSha512Hash.parse(text);
        }
        throw new IllegalArgumentException("not a bcrypt, Argon2id or mosquitto_passwd hash");
    }
}
