#pragma once

// The part of the libsrtp 3 API that the worker uses, on libsrtp 2.5.
// Differences bridged: policies are opaque and built by setters; protect/unprotect take separate
// in and out buffers with explicit sizes; srtp_remove_stream() is called srtp_stream_remove().

#include <openssl/crypto.h>
#include <srtp2/srtp.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

// Codes that libsrtp 2 does not have.
#define srtp_err_status_buffer_small static_cast<srtp_err_status_t>(28)
#define srtp_err_status_cryptex_err static_cast<srtp_err_status_t>(29)

namespace srtp3
{
	struct Policy
	{
		srtp_policy_t policy{};
		uint8_t key[SRTP_MAX_KEY_LEN]{};
	};

	using InPlace = srtp_err_status_t (*)(srtp_t, void*, int*);

	// Runs a libsrtp 2 in-place operation from `in` to `out`. `outLen` holds the size of `out` and
	// receives the size of the result. `growth` is how much longer than `in` the result may be.
	inline srtp_err_status_t Apply(
	  InPlace operation,
	  srtp_t session,
	  const uint8_t* in,
	  size_t inLen,
	  uint8_t* out,
	  size_t* outLen,
	  size_t growth)
	{
		if (*outLen < inLen + growth)
		{
			return srtp_err_status_buffer_small;
		}

		if (out != in)
		{
			std::memmove(out, in, inLen); // The two may overlap.
		}

		int len = static_cast<int>(inLen);
		const srtp_err_status_t status = operation(session, out, &len);

		*outLen = static_cast<size_t>(len);

		return status;
	}
} // namespace srtp3

#define srtp_policy_t srtp3::Policy*
#define srtp_stream_remove srtp_remove_stream

inline srtp_err_status_t srtp_policy_create(srtp3::Policy** policy)
{
	*policy = new srtp3::Policy();

	return srtp_err_status_ok;
}

inline void srtp_policy_destroy(srtp3::Policy* policy)
{
	// Do not leave key material behind in freed memory.
	OPENSSL_cleanse(policy->key, sizeof(policy->key));

	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp3::Policy* policy, srtp_ssrc_t ssrc)
{
	policy->policy.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp3::Policy* policy, srtp_profile_t profile)
{
	const srtp_err_status_t status =
	  srtp_crypto_policy_set_from_profile_for_rtp(&policy->policy.rtp, profile);

	return status ? status
	              : srtp_crypto_policy_set_from_profile_for_rtcp(&policy->policy.rtcp, profile);
}

inline srtp_err_status_t srtp_policy_add_key(
  srtp3::Policy* policy,
  const uint8_t* key,
  size_t keyLen,
  const uint8_t* salt,
  size_t saltLen,
  const uint8_t* /*mki*/,
  size_t mkiLen)
{
	if (keyLen + saltLen > sizeof(policy->key) || mkiLen != 0)
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->key, key, keyLen);
	std::memcpy(policy->key + keyLen, salt, saltLen);
	policy->policy.key = policy->key;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp3::Policy* policy, bool allow)
{
	policy->policy.allow_repeat_tx = allow;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp3::Policy* policy, size_t size)
{
	policy->policy.window_size = size;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp3::Policy* policy)
{
	return ::srtp_create(session, &policy->policy);
}

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* rtp, size_t rtpLen, uint8_t* srtp, size_t* srtpLen, size_t /*mki*/)
{
	return srtp3::Apply(&::srtp_protect, session, rtp, rtpLen, srtp, srtpLen, SRTP_MAX_TRAILER_LEN);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* rtcp, size_t rtcpLen, uint8_t* srtcp, size_t* srtcpLen, size_t /*mki*/)
{
	return srtp3::Apply(
	  &::srtp_protect_rtcp, session, rtcp, rtcpLen, srtcp, srtcpLen, SRTP_MAX_TRAILER_LEN + 4);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* srtp, size_t srtpLen, uint8_t* rtp, size_t* rtpLen)
{
	return srtp3::Apply(&::srtp_unprotect, session, srtp, srtpLen, rtp, rtpLen, 0);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* srtcp, size_t srtcpLen, uint8_t* rtcp, size_t* rtcpLen)
{
	return srtp3::Apply(&::srtp_unprotect_rtcp, session, srtcp, srtcpLen, rtcp, rtcpLen, 0);
}
