package io.mqttproxy.transport;

import io.mqttproxy.config.ConfigException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads private keys in PKCS#8 format, plain or encrypted (RFC 5958). */
final class TlsKey {
    private static final String PBES2 = "PBES2";
    private static final String PBES2_OID = "1.2.840.113549.1.5.13";

    private TlsKey() {}

    /**
     * Reads the key that belongs to a certificate.
     *
     * @throws ConfigException when the key does not belong to the certificate, or cannot be read or
     *     decrypted
     */
    static PrivateKey read(TlsFile file, @Nullable TlsFile passwordFile, PublicKey publicKey) {
        TlsFile.Block block = file.blocks("PRIVATE KEY").get(0);
        PKCS8EncodedKeySpec spec = switch (block.label()) {
            case "PRIVATE KEY" -> new PKCS8EncodedKeySpec(block.der());
            case "ENCRYPTED PRIVATE KEY" -> decrypt(file, passwordFile, block.der());
            default ->
                throw file.error("is not PKCS#8, convert it with: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        };
        try {
            PrivateKey key = KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(spec);
            requirePair(file, key, publicKey);
            return key;
        } catch (GeneralSecurityException e) {
            throw file.error("must be of type " + publicKey.getAlgorithm() + ", like its certificate in tls-cert");
        }
    }

    private static PKCS8EncodedKeySpec decrypt(TlsFile file, @Nullable TlsFile passwordFile, byte[] encrypted) {
        if (passwordFile == null) {
            throw new ConfigException("tls-key-password-file", "is needed, because " + file.path() + " is encrypted");
        }
        char[] password = firstLine(passwordFile);
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
            SecretKeyFactory factory = SecretKeyFactory.getInstance(algorithm(info));
            Cipher cipher = Cipher.getInstance(algorithm(info));
            cipher.init(Cipher.DECRYPT_MODE, factory.generateSecret(new PBEKeySpec(password)), info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw file.error(
                    "is encrypted with an algorithm that Java does not support, such as scrypt; use PBKDF2 with AES");
        } catch (GeneralSecurityException e) {
            throw file.error("cannot be decrypted with the password in tls-key-password-file");
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** Before Java 19, the name of a PBES2 scheme does not tell its algorithms, but its parameters do. */
    private static String algorithm(EncryptedPrivateKeyInfo info) {
        AlgorithmParameters parameters = info.getAlgParameters();
        String name = info.getAlgName();
        return parameters != null && (name.equals(PBES2) || name.equals(PBES2_OID)) ? parameters.toString() : name;
    }

    private static char[] firstLine(TlsFile file) {
        if (file.content().length == 0) {
            throw file.error("is missing or empty");
        }
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(file.content()));
        int length = 0;
        while (length < text.length() && text.charAt(length) != '\n' && text.charAt(length) != '\r') {
            length++;
        }
        char[] line = Arrays.copyOf(text.array(), length);
        Arrays.fill(text.array(), '\0');
        return line;
    }

    private static void requirePair(TlsFile file, PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        byte[] probe = {1};
        Signature signature = Signature.getInstance(signatureAlgorithm(publicKey));
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(probe);
        if (!signature.verify(signed)) {
            throw file.error("does not match its certificate in tls-cert");
        }
    }

    private static String signatureAlgorithm(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }
}
